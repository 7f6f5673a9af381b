// The files that hold scripts without being one, and what compiles each. Compilers are large: each
// is loaded when the first of its files comes.

const page = () => import("./page.mjs");

const LOAD = {
  astro: () => import("./astro.mjs"),
  ejs: page,
  html: page,
  svelte: () => import("./svelte.mjs"),
  vue: () => import("./vue.mjs"),
};

export const isComponent = (extension) => Object.hasOwn(LOAD, extension);

/** `complaints` and `modules` of this kind of file. */
export const compiler = (extension) => LOAD[extension]();
