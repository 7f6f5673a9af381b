/** Where in the program the recorder was called. */
export function caller() {
  return /<anonymous>:(\d+:\d+)/.exec(new Error().stack)?.[1] ?? "elsewhere";
}
