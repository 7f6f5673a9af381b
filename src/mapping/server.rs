//! Packages that show that the files of a project may be loaded on a server, where there is no `window`.
//!
//! A package in this table is a renderer. Any other package may still render components through a
//! function or a module that it imports; the module `rendering` finds these in the bytes of a file.

/// The packages that render on a server, or that load components in Node to build pages. A name that
/// ends in a slash or a dash stands for all names with this prefix.
const RENDERERS: [&str; 76] = [
    // React
    "next",
    "@remix-run/",
    "remix",
    "@react-router/",
    "gatsby",
    "@docusaurus/",
    "@tanstack/react-start",
    "@tanstack/start",
    "@shopify/hydrogen",
    "@redwoodjs/",
    "rwsdk",
    "redwoodsdk",
    "waku",
    "rakkasjs",
    "blitz",
    "expo-router",
    "one",
    "@modern-js/",
    "@ice/app",
    "ice.js",
    "umi",
    "@umijs/max",
    "dumi",
    "rspress",
    "@rspress/",
    "razzle",
    "@jaredpalmer/after",
    "react-static",
    "fusion-core",
    "react-server-dom-",
    "@vitejs/plugin-rsc",
    "@parcel/rsc",
    // Vue
    "nuxt",
    "nuxt3",
    "nuxt-edge",
    "nuxt-nightly",
    "vitepress",
    "vuepress",
    "@vuepress/",
    "gridsome",
    "@quasar/app-",
    "@tanstack/vue-start",
    "vue-server-renderer",
    "@vue/server-renderer",
    // Svelte
    "@sveltejs/kit",
    "sapper",
    "elderjs",
    // Solid
    "@solidjs/start",
    "solid-start",
    "@tanstack/solid-start",
    // Preact
    "fresh",
    "@fresh/",
    "$fresh",
    "preact-cli",
    "preact-iso",
    "wmr",
    "preact-render-to-string",
    // Angular
    "@angular/ssr",
    "@angular/platform-server",
    "@nguniversal/",
    "@analogjs/",
    // Others
    "astro",
    "@builder.io/qwik",
    "@builder.io/qwik-city",
    "@qwik.dev/",
    "@marko/run",
    "@marko/serve",
    "honox",
    "minista",
    "@lit-labs/",
    "inferno-server",
    "ember-cli-fastboot",
    // For all of them
    "vike",
    "vike-",
    "vite-plugin-ssr",
    "vinxi",
];

/// Words in the names of packages that render on a server.
const WORDS: [&str; 4] = ["ssr", "ssg", "prerender", "prerenderer"];

/// The parts of names of modules and functions that render, for the module `rendering`.
pub mod rendering {
    /// The prefix of functions that render: `renderToString`, `prerenderToNodeStream`.
    pub const FUNCTION: &str = "renderTo";

    /// Words after this prefix in functions that draw.
    pub const DRAWS: [&str; 4] = ["Canvas", "Texture", "Target", "Screen"];

    /// A module with such a function that renders text, not components.
    pub const OF_TEXT: &str = "katex.";

    /// The entry of a package for servers: `react-dom/server`, `svelte/server.js`.
    pub const ENTRY: &str = "/server";

    /// The packages whose entry of that name renders nothing, and folders with names like packages.
    pub const RENDER_NOTHING: [&str; 9] =
        ["convex", "graphql-ws", "miragejs", "partykit", "app", "build", "dist", "lib", "src"];

    /// Another ending after that: `@vue/server-renderer`.
    pub const RENDERER: &str = "-renderer";

    /// The end of React's module that renders whole pages: `react-dom/static`.
    pub const PAGE: &str = "dom/static";
}

/// Whether the package called `name` renders on a server.
pub fn renders_on_server(name: &str) -> bool {
    let is = |known: &str| match known.ends_with(['/', '-']) {
        true => name.starts_with(known),
        false => name == known,
    };
    RENDERERS.iter().any(|known| is(known)) || name.split(['-', '/', '@', '.']).any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_that_render_are_known_by_name_scope_and_word() {
        for name in
            ["next", "@qwik.dev/router", "@react-router/dev", "react-server-dom-webpack", "vite-ssg", "@lit/ssr"]
        {
            assert!(renders_on_server(name), "{name}");
        }
        for name in ["react", "react-router", "vue", "svelte", "nextra", "@acme/next", "qwik", "essrgy", "vite"] {
            assert!(!renders_on_server(name), "{name}");
        }
    }
}
