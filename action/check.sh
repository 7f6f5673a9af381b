#!/usr/bin/env bash
# The first step of `action.yml`: installs rupt-migrate, checks the tree with it, and says in `GITHUB_OUTPUT`
# what was found and which of the later steps have something to do. Ends as the check does.
#
# The tree may be anybody's. What npm reads of it (`.npmrc`, `node_modules`) could name another program, so the
# program is installed and the reports are written in the runner's temporary folder, outside of the tree.
set -euo pipefail

fail() {
  echo "::error::rupt-migrate: $1"
  exit 2
}

command -v npm > /dev/null || fail "this needs Node and npm, as on the runners of GitHub; in a container, install them first"
case $VERSION in
  "" | *[!0-9A-Za-z.+-]*) fail "\`version\` is one version, as 1.2.3" ;;
esac
for input in "$COMMENT" "$SARIF"; do
  case $input in
    true | false) ;;
    *) fail "\`comment\` and \`sarif\` are \`true\` or \`false\`" ;;
  esac
done

work=$(mktemp -d "$RUNNER_TEMP/rupt-migrate.XXXXXX")
# Without a manifest of its own, npm would look for one in the folders above.
echo '{}' > "$work/package.json"
(cd "$work" && npm install --ignore-scripts --no-audit --no-fund --loglevel=error "rupt-migrate@$VERSION") ||
  fail "version $VERSION could not be installed"

set -- --check --output-format github
set -- "$@" --output-format "json=$work/rupt.json" --output-format "markdown=$work/rupt.md"
[ "$SARIF" = false ] || set -- "$@" --output-format "sarif=$work/rupt.sarif"
[ -z "$WORKSHEET" ] || set -- "$@" --worksheet "$work/rupt-worksheet.html"
# One argument on each line, so that nothing has to be quoted and the shell reads none of it.
while IFS= read -r line; do
  [ -z "$line" ] || set -- "$@" "$line"
done <<< "$ARGS"
set -- "$@" --
while IFS= read -r line; do
  [ -z "$line" ] || set -- "$@" "$line"
done <<< "$PATHS"

code=0
"$work/node_modules/.bin/rupt-migrate" "$@" || code=$?

# Where the usage is wrong there is no report.
output() {
  if [ -f "$2" ]; then
    echo "$1=$2" >> "$GITHUB_OUTPUT"
  fi
}
echo "exit-code=$code" >> "$GITHUB_OUTPUT"
if [ -f "$work/rupt.json" ]; then
  # shellcheck disable=SC2016 # These are JavaScript's.
  node -e '
    const { tally } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    console.log(`moved=${tally.moved + tally.moved_with_todo}\nleft=${tally.left}\ntodos=${tally.todos}`);
  ' "$work/rupt.json" >> "$GITHUB_OUTPUT"
fi
output worksheet "$work/rupt-worksheet.html"
if [ -z "$HEAD_REPOSITORY" ] || [ "$HEAD_REPOSITORY" = "$GITHUB_REPOSITORY" ]; then
  output sarif "$work/rupt.sarif"
  if [ "$COMMENT" = true ] && [ -n "$PULL_REQUEST" ]; then
    output comment "$work/rupt.md"
  fi
elif [ "$COMMENT" = true ] || [ "$SARIF" = true ]; then
  echo "The token of a pull request from a fork may not write: no comment, no code scanning. The summary has the report."
fi
exit "$code"
