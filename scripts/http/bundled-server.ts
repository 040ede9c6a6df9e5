import { fileURLToPath } from 'node:url'
import { bundlePrograms, makeBundleFolder } from '../programs.js'

/** The path of a place in the project. */
export const pathOf = (place: string): string => fileURLToPath(new URL(`../../${place}`, import.meta.url))

/** Bundles the example server and its script for tokens into a folder, as its image does. The server is its `main.mjs`. */
export async function bundleServer(folder: string): Promise<void> {
  await bundlePrograms(
    ['main', 'token'].map((name) => pathOf(`examples/server/${name}.ts`)),
    folder,
  )
}

/** Bundles the example server into a new folder, which the caller removes. */
export async function bundleServerAnew(): Promise<string> {
  const folder = await makeBundleFolder()
  await bundleServer(folder)
  return folder
}
