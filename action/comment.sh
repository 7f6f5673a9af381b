#!/usr/bin/env bash
# Puts the report into the comment that an earlier run wrote on this pull request, or into a new one. That is found
# by the mark that every report begins with.
#
# A comment that cannot be written is a warning: what the check found does not depend on it.
set -euo pipefail

api=repos/$GITHUB_REPOSITORY/issues
ours='.[] | select(.user.type == "Bot" and (.body | startswith("<!-- rupt-migrate -->"))) | .id'

write() {
  local ids id
  ids=$(gh api --paginate "$api/$PULL_REQUEST/comments" --jq "$ours") || return
  id=$(head -n 1 <<< "$ids")
  if [ -z "$id" ]; then
    gh api --silent --method POST "$api/$PULL_REQUEST/comments" --field body=@"$REPORT"
    return
  fi
  gh api --silent --method PATCH "$api/comments/$id" --field body=@"$REPORT" || return
  # Two runs at the same time may have written one each.
  for id in $(tail -n +2 <<< "$ids"); do
    gh api --silent --method DELETE "$api/comments/$id" || return
  done
}

if ! write; then
  echo "::warning::rupt-migrate: the comment could not be written: the job needs \`pull-requests: write\`. The summary has the report."
fi
