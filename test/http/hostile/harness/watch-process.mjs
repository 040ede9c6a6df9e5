// Loaded into the process of the server, before its own code. It collects the garbage before the figures are read, and
// writes down what the process complains of: warnings, such as that of too many listeners, and what frameworks print.
import { subscribe } from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
import process from 'node:process'
import { inspect } from 'node:util'

const file = process.env['COMPLAINTS'] ?? ''
const { gc } = globalThis

/** @param {...unknown} said */
function complain(...said) {
  appendFileSync(file, `${said.map((each) => (typeof each === 'string' ? each : inspect(each))).join(' ')}\n`)
}

console.error = complain
console.warn = complain
process.on('warning', complain)
subscribe('http.server.request.start', (message) => {
  const { request } = /** @type {{ request: import('node:http').IncomingMessage }} */ (message)
  if (request.url === '/metrics') gc?.()
})
