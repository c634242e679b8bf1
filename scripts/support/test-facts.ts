import ts from "typescript";

/** A test as its file has it. `title` with those of the groups around it; placeholders are filled where the file says with what. */
export type TestFacts = { path: string; title: string; checksAccess: boolean };

/** Where a title names the state. */
const STATE = /\$\{name\}/;
/** Words in a test's body that run axe. */
const RUNS_AXE = /\b(expectAccessible|violations|axe\.run)\(/;

/** The tests of one source file, read without running it. */
export function testsOf(path: string, source: string): TestFacts[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const states = statesOf(file);
  const found: TestFacts[] = [];
  const walk = (node: ts.Node, groups: string[]): void => {
    const call = ts.isCallExpression(node) ? namedCall(node) : undefined;
    if (call?.kind === "it") {
      const checksAccess = RUNS_AXE.test(node.getText());
      for (const title of filled(call.title, states))
        found.push({ path, title: [...groups, title].join(" › "), checksAccess });
      return;
    }
    const inside = call ? [...groups, plain(call.title)] : groups;
    ts.forEachChild(node, (child) => walk(child, inside));
  };
  walk(file, []);
  return found;
}

/** `describe("…", …)`, `it("…", …)`, and both with `.each(…)` or `.skip` before the title. */
function namedCall(node: ts.CallExpression): { kind: "describe" | "it"; title: string } | undefined {
  const [first] = node.arguments;
  if (!first || !isText(first)) return undefined;
  const kind = /^(describe|it|test)\b/.exec(node.expression.getText())?.[1];
  if (!kind || !node.arguments.some(ts.isFunctionLike)) return undefined;
  return { kind: kind === "describe" ? "describe" : "it", title: first.getText().slice(1, -1) };
}

const isText = (node: ts.Node): boolean =>
  ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);

/** The names in an object called `states`, in which a file keeps what it shows one after the other. */
function statesOf(file: ts.SourceFile): string[] {
  const names: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === "states" && node.initializer) {
      if (ts.isObjectLiteralExpression(node.initializer))
        for (const { name } of node.initializer.properties)
          if (name) names.push(name.getText().replace(/^["']|["']$/g, ""));
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
  return names;
}

function filled(title: string, states: readonly string[]): string[] {
  if (!STATE.test(title) || states.length === 0) return [plain(title)];
  return states.map((state) => plain(title.replace(STATE, state)));
}

/** Themes and languages are named once, for all. */
const plain = (title: string): string =>
  title
    .replace(/,? ?(\$\{\w+\}|\$\w+( px)?)/g, "")
    .replaceAll("()", "")
    .trim();
