import { join } from 'node:path'
import ts from 'typescript'
import { read, root, type Snippet } from './snippets.js'

/** Type-checks snippets as strictly as the package itself, in one program; the errors of each, by its name. */
export function typeErrorsOf(snippets: readonly Snippet[]): Map<string, string[]> {
  const byFile = new Map(
    snippets.map((snippet, index) => [join(root, `snippet-${index}.${snippet.language}`), snippet]),
  )
  const options = compilerOptions()
  const disk = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => byFile.has(path) || disk.fileExists(path),
    getSourceFile: (path, languageVersion) => {
      const snippet = byFile.get(path)
      return snippet
        ? ts.createSourceFile(path, snippet.code, languageVersion)
        : disk.getSourceFile(path, languageVersion)
    },
  }
  const program = ts.createProgram([...byFile.keys()], options, host)
  return new Map(
    Array.from(byFile, ([path, { name }]) => {
      const file = program.getSourceFile(path)
      return [
        name,
        [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(describe),
      ]
    }),
  )
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.parseConfigFileTextToJson('tsconfig.json', read('tsconfig.json')) as {
    config: object
  }
  const { options, errors } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: [] },
    ts.sys,
    root,
  )
  // Without files, as the virtual ones are named to the program itself.
  const unexpected = errors.filter(({ code }) => code !== 18_002)
  if (unexpected.length > 0) throw new Error(unexpected.map(describe).join('\n'))
  return options
}

function describe({ file, start, messageText }: ts.Diagnostic): string {
  const line =
    file && start !== undefined ? `line ${file.getLineAndCharacterOfPosition(start).line + 1}: ` : ''
  return line + ts.flattenDiagnosticMessageText(messageText, '\n')
}
