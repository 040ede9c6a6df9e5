// One section, in a process of its own: what another section left in memory, or taught the compiler, changes nothing here.
import { sections } from './sections.js'

const [name = '', how] = process.argv.slice(2)
const load = sections[name]
if (load === undefined) throw new Error(`There is no section ${name}`)
const measure = await load()
const lines = await measure({ quick: how === 'quick' })
process.send?.(lines, () => process.exit(0))
