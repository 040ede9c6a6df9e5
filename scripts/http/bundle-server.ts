// Bundles the example server and its script for tokens, for the image of examples/server/Dockerfile: two files that need
// no package but the driver of SQLite, and that only for SQLite. The argument is the folder, by default reports/server.
import { argv } from 'node:process'
import { bundleServer, pathOf } from './bundled-server.js'

await bundleServer(argv[2] ?? pathOf('reports/server'))
