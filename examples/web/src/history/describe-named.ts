import { differs, field, type Describe, type Side } from './change-fields.js'

/** A category or a group: both have a name. */
export function describeNamed(what: (name: string) => string): Describe {
  return (change, { texts, nameOf }) => {
    const { before, after } = change
    if (before === null) return [texts.added(what(field(after, 'name')))]
    if (after === null) return [texts.removed(what(field(before, 'name')))]
    const name = field(before, 'name')
    const group = (side: Side): string => nameOf(field(side, 'groupId')) ?? texts.none
    const switched = (side: Side): string => (side?.['rollover'] == null ? texts.off : texts.on)
    const lines: string[] = []
    if (differs(change, 'name')) lines.push(texts.renamed(what(name), field(after, 'name')))
    if (differs(change, 'archived')) {
      lines.push(after['archived'] === true ? texts.archived(what(name)) : texts.restored(what(name)))
    }
    if (differs(change, 'groupId')) {
      lines.push(texts.fromTo(texts.groupOf(name), group(before), group(after)))
    }
    if (differs(change, 'rollover')) {
      lines.push(texts.fromTo(texts.rolloverOf(name), switched(before), switched(after)))
    }
    return lines.length > 0 ? lines : [texts.changed(what(name))]
  }
}
