// Prints a token for a user, valid for a day: token.ts <user>. With --add, adds the user first. It needs TOKEN_SECRET
// and the database of the server.
import process from 'node:process'
import { readConfiguration } from './configuration.js'
import { openDatabase } from './database/database.js'
import { addUser, hasUser } from './database/users.js'
import { runProgram } from './observability/failures.js'
import { signToken } from './tokens.js'

await runProgram(async () => {
  const [user, ...more] = process.argv.slice(2).filter((argument) => argument !== '--add')
  if (user === undefined || more.length > 0) throw new Error('Say one user: token.ts <user> [--add]')
  const configuration = readConfiguration(process.env)
  // The server could not verify it.
  if (configuration.isSecretMadeUp) throw new Error('TOKEN_SECRET must be set')
  const { db, close } = await openDatabase({ ...configuration, users: [] }, (error) => console.error(error))
  try {
    if (process.argv.includes('--add')) await addUser(db, user)
    if (!(await hasUser(db, user))) throw new Error(`There is no user ${user}. Add the user with --add`)
    console.log(await signToken(user, configuration.tokenSecret))
  } finally {
    await close()
  }
})
