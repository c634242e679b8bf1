/** RFC 6266: how an answer is shown and what it is called, a plain name for old readers and the real one. */
export function disposition(how: "inline" | "attachment", name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Of an answer that is saved. */
export const attachment = (name: string): string => disposition("attachment", name);
