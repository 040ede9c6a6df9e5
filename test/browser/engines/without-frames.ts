/**
 * What makes a page unable to have frames. The localStorage adapter still takes its lock there, but has nothing to wait
 * with until changes have come through to all tabs.
 */
export const withoutFrames = "document.createElement = () => { throw new Error('There are no frames here') }"
