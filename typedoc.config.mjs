import { OptionDefaults } from 'typedoc'
import { publicEntries } from './scripts/entries.mjs'

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'budgetbook',
  plugin: ['./scripts/typedoc-schemas.mjs', './scripts/typedoc-demo.mjs'],
  entryPoints: publicEntries.map(({ source }) => source),
  tsconfig: 'tsconfig.tools.json',
  // The guides and the API reference are one site.
  projectDocuments: ['docs/*.md'],
  out: 'reports/site',
  highlightLanguages: [...OptionDefaults.highlightLanguages, 'sql'],
  excludePrivate: true,
  excludeInternal: true,
  disableGit: true,
  disableSources: true,
  validation: {
    notExported: true,
    invalidLink: true,
    rewrittenLink: true,
    notDocumented: true,
    unusedMergeModuleWith: true,
  },
  requiredToBeDocumented: [
    'Enum',
    'EnumMember',
    'Variable',
    'Function',
    'Class',
    'Interface',
    'Property',
    'Method',
    'Accessor',
    'TypeAlias',
  ],
  // What a conditional type asks of the platform: nobody calls it.
  intentionallyNotDocumented: [
    'index.PlatformAbortSignal.__type.AbortSignal',
    'index.PlatformAbortSignal.__type.AbortSignal.__type.prototype',
  ],
  // The type of a field's schema: an app gets it from zod's own.
  intentionallyNotExported: ['Schema'],
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
}
