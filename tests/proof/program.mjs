// A fixture's source as a function that can be run in a made-up world.
//
// TypeScript turns modules into functions, and leaves `const` and top-level `await` as they are,
// so code that runs too early still fails. Every condition asks the world which way to go, so that
// both branches run although most values are stand-ins.

import ts from "typescript";

const { factory, SyntaxKind } = ts;

const COMPARISONS = new Set([
  SyntaxKind.EqualsEqualsToken,
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
  SyntaxKind.LessThanToken,
  SyntaxKind.LessThanEqualsToken,
  SyntaxKind.GreaterThanToken,
  SyntaxKind.GreaterThanEqualsToken,
]);

/** Parses a fixture. `name` tells the dialect. */
export function parse(name, source) {
  const text = source.replace(/^\uFEFF/, "").replace(/^#!.*/, "");
  return ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
}

/** The names that a file declares at its top level, other than imports and types. */
export function topLevelNames(file) {
  const names = [];
  for (const statement of file.statements) {
    const isAmbient = statement.modifiers?.some((modifier) => modifier.kind === SyntaxKind.DeclareKeyword);
    if (isAmbient) continue;
    if (ts.isVariableStatement(statement)) {
      for (const declared of statement.declarationList.declarations) bound(declared.name, names);
    } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      if (statement.name) names.push(statement.name.text);
    } else if (ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name)) {
      names.push(statement.name.text);
    }
  }
  return [...new Set(names)];
}

function bound(pattern, names) {
  if (ts.isIdentifier(pattern)) names.push(pattern.text);
  else for (const element of pattern.elements) if (element.name) bound(element.name, names);
}

/** The properties that the file destructures with a default: a world may leave them out. */
export function defaultedNames(file) {
  const names = new Set();
  const visit = (node) => {
    if (ts.isBindingElement(node) && node.initializer) names.add((node.propertyName ?? node.name).getText(file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/** Whether the file asks if there is a window: then it may be loaded without one. */
export function asksForWindow(file) {
  const asks = (node) => (ts.isTypeOfExpression(node) && node.expression.getText(file) === "window") || ts.forEachChild(node, asks);
  return Boolean(asks(file));
}

/** The modules that the file imports or requires, other than by `import()`. */
export function imported(file) {
  const found = [];
  const visit = (node) => {
    const isRequire = ts.isCallExpression(node) && node.expression.getText(file) === "require";
    const isReference = ts.isExternalModuleReference(node);
    const specifier = node.moduleSpecifier ?? (isReference ? node.expression : isRequire ? node.arguments[0] : undefined);
    if (specifier && ts.isStringLiteral(specifier)) found.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * Compiles a parsed file; `revealed` are the top-level names that the driver is to be handed.
 * `asks` tells the conditions that the program asks the world about.
 */
export function compile(file, revealed) {
  const name = file.fileName;
  const asks = new Set();
  const first = file.statements.find((statement) => !isDirective(statement));
  const at = first ? first.getStart(file) : file.text.length;
  const reveal = `;__reveal({${revealed.map((name) => `${name}: () => ${name}`)}});`;
  const { outputText } = ts.transpileModule(file.text.slice(0, at) + reveal + file.text.slice(at), {
    fileName: name.replace(/\.[cm]ts$/, ".ts").replace(/\.[cm]js$/, ".js"),
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.React,
      jsxFactory: "__jsx",
      jsxFragmentFactory: "__fragment",
      experimentalDecorators: true,
      useDefineForClassFields: false,
      esModuleInterop: true,
      // An import that nobody uses still loads its module, as it does in JavaScript.
      verbatimModuleSyntax: true,
      allowJs: true,
    },
    transformers: { before: [rewrite(asks)] },
  });
  const wrapped = `with (scope) return async function (require, module, exports) {\n${outputText}\n};`;
  return { run: new Function("scope", wrapped), isModule: ts.isExternalModule(file), asks };
}

function isDirective(statement) {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

const rewrite = (asks) => (context) => {
  return (file) => {
    const call = (name, ...args) => factory.createCallExpression(factory.createIdentifier(name), undefined, args);
    const text = (node, form = "") => {
      const shown = form + node.getText(file).replace(/\s+/g, " ");
      asks.add(shown);
      return factory.createStringLiteral(shown);
    };
    const visit = (node) => change(ts.visitEachChild(node, visit, context), node);
    const decide = (test, old) => call("__decide", text(old), test);
    const loop = (test, old) => (old ? call("__loop", text(old), test) : call("__loop", factory.createStringLiteral(""), factory.createTrue()));

    function change(node, old) {
      if (ts.isIfStatement(node)) {
        return factory.updateIfStatement(node, decide(node.expression, old.expression), node.thenStatement, node.elseStatement);
      }
      if (ts.isConditionalExpression(node)) {
        const test = decide(node.condition, old.condition);
        return factory.updateConditionalExpression(node, test, node.questionToken, node.whenTrue, node.colonToken, node.whenFalse);
      }
      if (ts.isWhileStatement(node)) return factory.updateWhileStatement(node, loop(node.expression, old.expression), node.statement);
      if (ts.isDoStatement(node)) return factory.updateDoStatement(node, node.statement, loop(node.expression, old.expression));
      if (ts.isForStatement(node)) {
        return factory.updateForStatement(node, node.initializer, loop(node.condition, old.condition), node.incrementor, node.statement);
      }
      if (ts.isSwitchStatement(node)) {
        const cases = old.caseBlock.clauses.map((clause) => clause.expression).filter((value) => value && ts.isLiteralExpression(value));
        const values = factory.createArrayLiteralExpression(cases);
        return factory.updateSwitchStatement(node, call("__choice", text(old.expression), node.expression, values), node.caseBlock);
      }
      if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
        return factory.updatePrefixUnaryExpression(node, decide(node.operand, old.operand));
      }
      if (ts.isBinaryExpression(node)) return binary(node, old);
      // In a module `require` is what imports become, and a name of the program's own beside it.
      if (ts.isIdentifier(node) && node.text === "require" && ts.isExternalModule(file)) return factory.createIdentifier("__require");
      if (ts.isMetaProperty(node) && node.keywordToken === SyntaxKind.ImportKeyword) return factory.createIdentifier("__import_meta");
      if (ts.isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword) return call("__import", ...node.arguments);
      return node;
    }

    // `__last()` is the value that was asked about last: the left side is evaluated once, as before.
    function binary(node, old) {
      const { left, right } = node;
      const either = (test, yes, no) =>
        factory.createParenthesizedExpression(factory.createConditionalExpression(test, undefined, yes, undefined, no));
      switch (node.operatorToken.kind) {
        case SyntaxKind.AmpersandAmpersandToken:
          return either(decide(left, old.left), right, call("__last"));
        case SyntaxKind.BarBarToken:
          return either(decide(left, old.left), call("__last"), right);
        case SyntaxKind.QuestionQuestionToken:
          return either(call("__nullish", text(old.left, "?? "), left), right, call("__last"));
      }
      if (!COMPARISONS.has(node.operatorToken.kind)) return node;
      const operator = factory.createStringLiteral(ts.tokenToString(node.operatorToken.kind));
      return call("__compare", text(old), operator, left, right);
    }

    // Imports run first, wherever they stand.
    const changed = ts.visitEachChild(file, visit, context);
    const isImport = (statement) => ts.isImportDeclaration(statement) || (ts.isExportDeclaration(statement) && statement.moduleSpecifier);
    const directives = changed.statements.filter((statement) => isDirective(statement));
    const imports = changed.statements.filter(isImport);
    const rest = changed.statements.filter((statement) => !isImport(statement) && !isDirective(statement));
    return factory.updateSourceFile(changed, [...directives, ...imports, ...rest]);
  };
};
