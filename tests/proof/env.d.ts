// What Node and bundlers declare.
declare const process: { env: { [name: string]: string | undefined } };
interface ImportMeta {
  env: { [name: string]: any };
}
