import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { read } from '../support/snippets/snippets.js'

const page = read('docs/errors.md')
const source = ts.createSourceFile('details.ts', read('src/errors/details.ts'), ts.ScriptTarget.ES2022)

/** The rows of the tables whose first column is `heading`: the code, and the text of the other cells. */
function rowsUnder(heading: string): { readonly code: string; readonly cells: readonly string[] }[] {
  const tables = page
    .split(/\n\n/)
    .filter((block) => block.startsWith('|') && block.slice(1).trim().startsWith(heading))
  return tables.flatMap((table) =>
    table
      .split('\n')
      .slice(2)
      .filter((row) => row.startsWith('|'))
      .map((row) => {
        const [code = '', ...cells] = row.split('|').slice(1, -1)
        return { code: code.trim().replaceAll('`', ''), cells }
      }),
  )
}

/** The keys of `ErrorDetails`, with the names of the fields of each. */
function detailsByCode(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const statement of source.statements) {
    if (!ts.isInterfaceDeclaration(statement) || statement.name.text !== 'ErrorDetails') continue
    for (const member of statement.members) {
      if (!ts.isPropertySignature(member) || !member.type) continue
      const fields = ts.isTypeLiteralNode(member.type) ? member.type.members : []
      found.set(
        member.name.getText(source),
        fields.map((field) => field.name?.getText(source) ?? ''),
      )
    }
  }
  return found
}

/** The literals of a union type. */
function literalsOf(union: string): string[] {
  for (const statement of source.statements) {
    if (!ts.isTypeAliasDeclaration(statement) || statement.name.text !== union) continue
    if (ts.isUnionTypeNode(statement.type))
      return statement.type.types
        .filter((type) => ts.isLiteralTypeNode(type))
        .map((type) => type.getText(source).replaceAll("'", ''))
  }
  return []
}

describe('docs/errors.md', () => {
  const details = detailsByCode()

  it('has a row for every error code, and for nothing else', () => {
    expect(details.size).toBeGreaterThan(20)
    expect(
      rowsUnder('code')
        .map(({ code }) => code)
        .sort(),
    ).toEqual([...details.keys()].sort())
  })

  it.each([...details])('names the details of %s', (code, fields) => {
    const row = rowsUnder('code').find((one) => one.code === code)
    const named = Array.from(row?.cells[1]?.matchAll(/`(\w+)`/g) ?? [], ([, name = '']) => name)
    expect(named.sort()).toEqual(fields.sort())
  })

  it('has a row for every issue of invalid_input, and for nothing else', () => {
    const codes = literalsOf('InputIssueCode')
    expect(codes.length).toBeGreaterThan(20)
    expect(
      rowsUnder('issue')
        .map(({ code }) => code)
        .sort(),
    ).toEqual(codes.sort())
  })

  it('has a row for every reason of storage_unavailable that an app can act on, and for nothing else', () => {
    const reasons = literalsOf('UnavailableReason')
    expect(reasons.length).toBeGreaterThan(5)
    expect(
      rowsUnder('`reason`')
        .map(({ code }) => code)
        .sort(),
    ).toEqual(reasons.sort())
  })
})
