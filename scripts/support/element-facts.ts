import ts from "typescript";

/** `name - text` of a tag such as `@fires`. */
export type Described = { name: string; text: string };
/** `attribute` is empty for what only scripts can set. */
export type PropertyFacts = { name: string; attribute: string; type: string; text: string };
export type ElementFacts = {
  tag: string;
  text: string;
  properties: PropertyFacts[];
  fires: Described[];
  parts: Described[];
};
export type EventFacts = { type: string; fields: { name: string; type: string }[] };

/** What the one element of a source file says about itself: its class comment and its `@property` fields. */
export function describeElement(source: string): ElementFacts {
  const element = classesOf(source).find((one) => tag(one, "tag") !== "");
  if (!element) throw new Error("No class with a @tag in its comment.");
  return {
    tag: tag(element, "tag"),
    text: commentOf(element),
    properties: element.members.filter(ts.isPropertyDeclaration).flatMap(propertyFacts),
    fires: describedTags(element, "fires"),
    parts: describedTags(element, "csspart"),
  };
}

/** A method, or a value that can only be read. */
export type MemberFacts = { name: string; type: string; isMethod: boolean; text: string };
/** What a class brings along itself, and the class it stands on: its name, and the file as the source names it. */
export type ClassFacts = {
  name: string;
  base: { name: string; path: string } | null;
  properties: PropertyFacts[];
  members: MemberFacts[];
};

const LIFECYCLE = ["connectedCallback", "disconnectedCallback", "focus", "render"];

/** The class of the element of a source file, or the only class that is exported for such elements. */
export function describeClass(source: string): ClassFacts {
  const classes = classesOf(source);
  const element = classes.find((one) => tag(one, "tag") !== "") ?? classes[0];
  if (!element?.name) throw new Error("No class with a name.");
  const base = element.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]
    ?.expression;
  const path = base && importsOf(source).get(base.getText());
  return {
    name: element.name.text,
    base: base && path?.startsWith(".") ? { name: base.getText(), path } : null,
    properties: element.members.filter(ts.isPropertyDeclaration).flatMap(propertyFacts),
    members: element.members.flatMap(memberFacts),
  };
}

/** Names that a source file imports, and from where. */
function importsOf(source: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const statement of parse(source).statements.filter(ts.isImportDeclaration)) {
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    for (const { name } of bindings.elements) found.set(name.text, statement.moduleSpecifier.text);
  }
  return found;
}

/** Public methods and getters with a comment: what has none is ours. */
function memberFacts(member: ts.ClassElement): MemberFacts[] {
  if (!ts.isMethodDeclaration(member) && !ts.isGetAccessorDeclaration(member)) return [];
  const name = member.name.getText();
  const hidden = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.StaticKeyword];
  const text = commentOf(member);
  if (text === "" || name.startsWith("#") || LIFECYCLE.includes(name)) return [];
  if (hidden.some((kind) => hasModifier(member, kind))) return [];
  const returns = member.type?.getText() ?? "void";
  const isMethod = ts.isMethodDeclaration(member);
  const type = isMethod ? `(${member.parameters.map((one) => one.getText()).join(", ")}) => ${returns}` : returns;
  return [{ name, type, isMethod, text }];
}

/** The event classes of a source file: their type and what they carry. */
export function describeEvents(source: string): EventFacts[] {
  return classesOf(source).map((event) => {
    const members = event.members.filter(ts.isPropertyDeclaration);
    const type = members.find((member) => member.name.getText() === "type")?.initializer;
    return {
      type: type && ts.isStringLiteral(type) ? type.text : "",
      fields: members
        .filter((member) => !hasModifier(member, ts.SyntaxKind.StaticKeyword))
        .map((member) => ({ name: member.name.getText(), type: member.type?.getText() ?? "" })),
    };
  });
}

/** All `@name subject - text` of the comments of a source file's declarations. */
export function tagsOf(source: string, name: string): Described[] {
  return parse(source).statements.flatMap((statement) => describedTags(statement, name));
}

const parse = (source: string): ts.SourceFile => ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true);

const classesOf = (source: string): ts.ClassDeclaration[] => parse(source).statements.filter(ts.isClassDeclaration);

function propertyFacts(member: ts.PropertyDeclaration): PropertyFacts[] {
  const options = (ts.getDecorators(member) ?? []).map(({ expression }) => expression).find(isPropertyCall)?.arguments;
  if (!options) return [];
  const name = member.name.getText();
  const attribute =
    options[0] && ts.isObjectLiteralExpression(options[0]) ? optionOf(options[0], "attribute") : undefined;
  return [
    {
      name,
      attribute: attribute === "false" ? "" : (attribute ?? name.toLowerCase()),
      type: typeOf(member),
      text: commentOf(member),
    },
  ];
}

const isPropertyCall = (expression: ts.Expression): expression is ts.CallExpression =>
  ts.isCallExpression(expression) && expression.expression.getText() === "property";

function optionOf(options: ts.ObjectLiteralExpression, name: string): string | undefined {
  const option = options.properties.filter(ts.isPropertyAssignment).find((one) => one.name.getText() === name);
  if (!option) return undefined;
  return ts.isStringLiteral(option.initializer) ? option.initializer.text : option.initializer.getText();
}

/** The written type, else the one of the first value. */
function typeOf({ type, initializer }: ts.PropertyDeclaration): string {
  if (type) return type.getText();
  const value = initializer?.getText() ?? "";
  return value === "true" || value === "false" ? "boolean" : "string";
}

/** A comment in one line. */
function commentOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return inOneLine(ts.getTextOfJSDocComment(doc?.comment));
}

const textOf = (one: ts.JSDocTag): string => inOneLine(ts.getTextOfJSDocComment(one.comment));
const inOneLine = (text = ""): string => text.replace(/\s+/g, " ").trim();

const tag = (node: ts.Node, name: string): string =>
  ts
    .getJSDocTags(node)
    .filter((one) => one.tagName.text === name)
    .map(textOf)[0] ?? "";

function describedTags(node: ts.Node, name: string): Described[] {
  return ts
    .getJSDocTags(node)
    .filter((one) => one.tagName.text === name)
    .map((one) => {
      const [subject = "", ...rest] = textOf(one).split(" - ");
      return { name: subject, text: rest.join(" - ") };
    });
}

function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && !!ts.getModifiers(node)?.some((one) => one.kind === kind);
}
