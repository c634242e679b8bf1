/**
 * Draws descriptions of elements into real ones and changes only what differs. Made with the DOM and never with markup,
 * so that it also works where Trusted Types are required; and many times smaller than a template library.
 */
export type View = { tag: string; props: Props; kids: readonly Content[] };
/** Nothing keeps its place, so that what follows stays the same element. */
export type Content = View | string | null | undefined | false;
/** `on…`: handlers; `key`: names a child among its siblings; anything else: attributes. */
export type Props = { key?: string; [name: string]: unknown };

type Drawn = { props: Props; kids: Map<string | number, Node>; tag: string };

const SVG = "http://www.w3.org/2000/svg";
const drawn = new WeakMap<Node, Drawn>();

/** `tag` may carry classes after a point: `p.banner wide`. */
export function h(tag: string, props?: Props | null, ...kids: readonly Content[]): View {
  const [name = "", className] = tag.split(".");
  return { tag: name || "div", props: className ? { class: className, ...props } : (props ?? {}), kids };
}

function setProps(element: Element, former: Props, props: Props): void {
  for (const name in { ...former, ...props }) {
    const value = props[name];
    if (value === former[name]) continue;
    if (name.startsWith("on")) (element as unknown as Props)[name] = value ?? null;
    else if (value === undefined || value === null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** The node of before if it is of the same kind, else a new one. */
function nodeOf(content: Content, former: Node | undefined, parent: Element): Node {
  if (!content || typeof content === "string") {
    const text = former instanceof Text ? former : new Text();
    if (text.data !== (content || "")) text.data = content || "";
    return text;
  }
  const { tag, props, kids } = content;
  const isSame = former && drawn.get(former)?.tag === tag;
  const element = isSame
    ? (former as Element)
    : tag === "svg" || parent.namespaceURI === SVG
      ? document.createElementNS(SVG, tag)
      : document.createElement(tag);
  const state = drawn.get(element) ?? { props: {}, kids: new Map(), tag };
  setProps(element, state.props, props);
  drawn.set(element, { ...state, props });
  fill(element, kids);
  return element;
}

/** Makes `contents` the drawn children of `parent`. Children that others put there are left alone. */
export function fill(parent: Element, contents: readonly Content[]): void {
  const state = drawn.get(parent) ?? { props: {}, kids: new Map(), tag: "" };
  const kids: Drawn["kids"] = new Map();
  contents.forEach((content, index) => {
    const key = (content && typeof content === "object" && content.props.key) || index;
    kids.set(key, nodeOf(content, state.kids.get(key), parent));
  });
  drawn.set(parent, { ...state, kids });
  // What goes, goes first: whatever stays is then already in its place, and keeps focus, selection and playback.
  for (const [key, node] of state.kids) if (kids.get(key) !== node) (node as ChildNode).remove();
  let next = parent.firstChild;
  for (const node of kids.values()) {
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
  }
}
