// A TypeDoc plugin. The fields of a zod schema are the fields of the entity that it checks: `settingsSchema` takes the
// comments of `Settings`, so that nobody writes (and forgets to change) each of them twice. A field that the entity does
// not have stays undocumented, and fails validation like any other.
import { Converter, ReflectionKind } from 'typedoc'

const suffix = 'Schema'

/**
 * @param {import('typedoc').Reflection} member
 * @param {import('typedoc').ProjectReflection} project
 */
function entityFieldOf(member, project) {
  // A member of the object type in the variable's type: the variable, its type literal, the member.
  const schema = member.parent?.parent
  if (schema?.kind !== ReflectionKind.Variable || !schema.name.endsWith(suffix)) return undefined
  const entityName = schema.name.slice(0, -suffix.length).toLowerCase()
  const entity = project
    .getReflectionsByKind(ReflectionKind.Interface)
    .find((candidate) => candidate.name.toLowerCase() === entityName)
  return entity?.getChildByName([member.name])
}

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const member of project.getReflectionsByKind(ReflectionKind.Property)) {
      const comment = entityFieldOf(member, project)?.comment
      if (comment && !member.comment) member.comment = comment.clone()
    }
  })
}
