// A server of the REST API: SQLite, or PostgreSQL with DATABASE_URL; bearer tokens; stops at SIGTERM once it has answered
// what it was asked. What it can be told by the environment stands in configuration.ts.
import process from 'node:process'
import { readConfiguration } from './configuration.js'
import { startServer } from './start.js'
import { signToken } from './tokens.js'

const configuration = readConfiguration(process.env)
const server = await startServer(configuration, (entry) => console.log(JSON.stringify(entry)))
console.log(`Listening on ${server.url}, with the books in ${server.kind}`)
// Tokens of a secret that was made up are good for nothing but trying it out; others are not for the screen.
if (configuration.isSecretMadeUp) {
  for (const user of configuration.users) {
    console.log(`${user}: Authorization: Bearer ${await signToken(user, configuration.tokenSecret)}`)
  }
}

async function stop(signal: string): Promise<void> {
  console.log(`${signal}: stopping`)
  try {
    await server.stop()
    console.log('Stopped')
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  }
}

// A signal that comes again, as from a supervisor that is impatient, finds it stopping: unheard, it would end the process at once.
let stopping: Promise<void> | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void (stopping ??= stop(signal)))
