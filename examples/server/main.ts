// A server of the REST API for several users, on SQLite, or on PostgreSQL with DATABASE_URL. It uses bearer tokens. At
// SIGTERM it answers the open requests and stops. README.md lists the environment variables.
import process from 'node:process'
import { readConfiguration } from './configuration.js'
import { runProgram } from './observability/failures.js'
import { makeLog, type ServerLog } from './observability/log.js'
import { startServer, type RunningServer } from './start.js'
import { signToken } from './tokens.js'

// The reader of the output may go away. The server keeps answering.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined)

await runProgram(async () => {
  const configuration = readConfiguration(process.env)
  const log = makeLog()
  const server = await startServer(configuration, log)
  stopAtSignals(server, log)
  log.say(`Listening on ${server.url}, with the books in ${server.kind}`)
  // Prints tokens only if the secret is random, for trying the server out. Other tokens do not belong on the screen.
  if (!configuration.isSecretMadeUp) return
  for (const user of configuration.users) {
    log.say(`${user}: Authorization: Bearer ${await signToken(user, configuration.tokenSecret)}`)
  }
})

function stopAtSignals(server: RunningServer, log: ServerLog): void {
  const stop = async (signal: string): Promise<void> => {
    log.say(`${signal}: stopping`)
    try {
      await server.stop()
      log.say('Stopped')
    } catch (error) {
      console.error(error)
      process.exitCode = 1
    }
  }
  // The listener stays, because a supervisor may send the signal again. Without a listener, a second signal would end
  // the process at once.
  let stopping: Promise<void> | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void (stopping ??= stop(signal)))
}
