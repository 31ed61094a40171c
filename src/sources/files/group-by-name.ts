/** `flood.txt` and `flood.yaml` belong together; the group's name is the path without its ending. */
export function groupByName<T extends { readonly path: string }>(files: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const file of files) {
    const name = file.path.replace(/\.[^./]+$/, '');
    groups.set(name, [...(groups.get(name) ?? []), file]);
  }
  return groups;
}
