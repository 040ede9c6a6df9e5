// A plugin of TypeDoc: each page of the site links to the demo page, which `npm run docs:site` builds beside it.
import { JSX } from 'typedoc'

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.renderer.hooks.on('sidebar.begin', (context) =>
    JSX.createElement(
      'p',
      null,
      JSX.createElement('a', { href: context.relativeURL('demo/index.html') }, 'Demo page'),
    ),
  )
}
