// A TypeDoc plugin. A zod schema has the fields of its entity, so `settingsSchema` takes the comments of `Settings`,
// and nobody needs to write each comment twice. A field that the entity does not have stays undocumented, and fails
// validation like any other.
import { Converter, ReflectionKind } from 'typedoc'

const suffix = 'Schema'

/**
 * @param {import('typedoc').Reflection} member
 * @param {import('typedoc').ProjectReflection} project
 */
function entityFieldOf(member, project) {
  // Finds a member of the object type of a variable: the variable, its type literal, the member.
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
