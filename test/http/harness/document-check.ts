import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { contentOf, templateOf, type DocumentedAnswer, type OpenApiDocument } from './document.js'

/** A request as far as the document is concerned, and what came of it. */
export interface Exchange {
  readonly method: string
  readonly pathname: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Says what is wrong with an answer; an empty list for nothing. */
type Check = (exchange: Exchange) => string[]

// Most APIs of a test have the same document, and compiling its schemas takes longer than most tests.
const checks = new Map<string, Check>()

/** Holds answers against a document. */
export function documentCheck(document: OpenApiDocument): Check {
  const text = JSON.stringify(document)
  const check = checks.get(text) ?? makeCheck(document)
  checks.set(text, check)
  return check
}

function makeCheck(document: OpenApiDocument): Check {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/)
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  ajv.addSchema({ $id: 'document', ...document })
  const validators = new Map<DocumentedAnswer, ValidateFunction>()
  // Most errors of all operations have one schema.
  const compiled = new Map<string, ValidateFunction>()
  const compile = (schema: string): ValidateFunction => {
    const made = compiled.get(schema) ?? ajv.compile(JSON.parse(schema) as object)
    compiled.set(schema, made)
    return made
  }
  const validatorOf = (answer: DocumentedAnswer): ValidateFunction => {
    const validator = validators.get(answer) ?? compile(absolute(contentOf(answer).schema))
    validators.set(answer, validator)
    return validator
  }
  return ({ method, pathname, status, headers, text }) => {
    const documented = answerOf(document, method, pathname, status)
    if (documented === 'options') return optionsProblems(status, headers, text)
    if (!documented) return [`${method} ${pathname} ${status} is not in the document`]
    const problems = Object.keys(documented.headers)
      .filter((name) => !headers.has(name))
      .map((name) => `no header ${name}`)
    if (method === 'HEAD' || status === 304)
      return text === '' ? problems : [...problems, `a body in answer to ${method} ${status}`]
    const { type } = contentOf(documented)
    // A file says its charset too.
    const [sent] = (headers.get('Content-Type') ?? '').split(type === 'application/json' ? '\0' : ';')
    if (sent !== type) problems.push(`not ${type}`)
    if (type !== 'application/json') return problems
    return [...problems, ...bodyProblems(documented, text, validatorOf(documented))]
  }
}

function answerOf(
  document: OpenApiDocument,
  method: string,
  pathname: string,
  status: number,
): DocumentedAnswer | 'options' | undefined {
  const template = templateOf(document, pathname)
  if (template === undefined) return status === 404 ? document.components.responses['UnknownPath'] : undefined
  if (method === 'OPTIONS') return 'options'
  const operation = document.paths[template]?.[method === 'HEAD' ? 'get' : method.toLowerCase()]
  if (operation) return operation.responses[status]
  return status === 405 ? document.components.responses['OtherMethod'] : undefined
}

function optionsProblems(status: number, headers: Headers, text: string): string[] {
  return status === 204 && headers.has('Allow') && text === '' ? [] : [`OPTIONS answered with ${status}`]
}

function bodyProblems(documented: DocumentedAnswer, text: string, validator: ValidateFunction): string[] {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return ['the body is not JSON']
  }
  const problems = validator(body) ? [] : (validator.errors ?? []).map((error) => JSON.stringify(error))
  const { examples } = contentOf(documented)
  const { code } = body as { readonly code?: string }
  // An error has a code, and each that a status can have has an example.
  if (examples && !(String(code) in examples)) problems.push(`the code ${code} is not documented`)
  return problems
}

/** The schema, as JSON, with its references into the document. */
function absolute(schema: object): string {
  return JSON.stringify(schema).replaceAll('"#/', '"document#/')
}
