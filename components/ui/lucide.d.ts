declare module "lucide-static/dist/esm/icons/*.mjs" {
  /** The icon's whole SVG element as text. */
  const svg: string;
  // biome-ignore lint/style/noDefaultExport: this is how the package exports it
  export default svg;
}
