// The rewrite by name only, with the check for the word that any such transform starts with.
module.exports = ({ source }, { jscodeshift: j }) => {
  if (!source.includes("rupt")) return undefined;
  const root = j(source);
  root.find(j.ImportDeclaration, { source: { value: "rupt" } }).forEach(({ node }) => (node.source.value = "@ruptjs/client"));
  root
    .find(j.CallExpression, { callee: { object: { name: "Rupt" }, property: { name: "attach" } } })
    .forEach(({ node }) => (node.callee = j.memberExpression(j.memberExpression(j.identifier("rupt"), j.identifier("evaluate")), j.identifier("access"))));
  return root.toSource();
};
