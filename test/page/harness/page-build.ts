/** The builds of the page: the shipped one, which runs on Preact, and the one that runs on React. */
export const pageBuilds = ['production', 'react'] as const

/** A build of the page. It is named by the mode of Vite that makes it. */
export type PageBuild = (typeof pageBuilds)[number]
