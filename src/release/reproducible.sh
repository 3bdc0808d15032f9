#!/bin/sh
# Builds the last commit twice, in two new folders, and compares what is released, byte for byte.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
commit=$(git -C "$project" rev-parse HEAD)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for build in first second; do
  git clone -q "$project" "$work/$build"
  git -C "$work/$build" checkout -q "$commit"
  (cd "$work/$build" && mvn -B -q -Prelease -DskipTests verify)
  (cd "$work/$build/target" && sha256sum ./*.jar bom.json bom.xml) >"$work/$build.sha256"
done
if cmp "$work/first.sha256" "$work/second.sha256"; then
  cat "$work/first.sha256"
  echo "Both builds are equal."
else
  diff "$work/first.sha256" "$work/second.sha256"
  exit 1
fi
