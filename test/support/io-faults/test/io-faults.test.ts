import { describe, expect, it } from 'vitest'
import { createIoFaults, IoFaultError, type IoFaultKind, type IoFaults, type IoTask } from '../index.js'

const kinds: readonly IoFaultKind[] = [
  'fail',
  'crash',
  'tear',
  'corrupt',
  'quota',
  'lose_acknowledgement',
  'stall',
]
const failure = new Error('the cable was pulled')

/** A disk of texts, whose operations go through the faults, all of them synchronously or all asynchronously. */
function makeDisk(faults: IoFaults, isSync: boolean) {
  const files = new Map<string, string>()
  const perform = async <Result, Data>(task: IoTask<Result, Data>): Promise<Result> =>
    isSync ? faults.performSync(task) : faults.perform({ ...task, run: async (data) => task.run(data) })
  return {
    files,
    write: async (target: string, data: string) =>
      perform({ name: 'write', access: 'write', target, data, run: (text) => void files.set(target, text) }),
    read: async (target: string) =>
      perform({ name: 'read', access: 'read', target, run: () => files.get(target) ?? null }),
    remove: async (target: string) =>
      perform({
        name: 'remove',
        access: 'write',
        target,
        grows: false,
        run: () => void files.delete(target),
      }),
  }
}

describe.each([
  { way: 'synchronous', isSync: true },
  { way: 'asynchronous', isSync: false },
])('$way operations', ({ isSync }) => {
  const make = () => {
    const faults = createIoFaults()
    return { faults, disk: makeDisk(faults, isSync) }
  }

  it('are done, counted and described, where nothing is armed', async () => {
    const { faults, disk } = make()
    await disk.write('a', 'text')
    expect(await disk.read('a')).toBe('text')
    await disk.remove('a')
    expect(disk.files.size).toBe(0)
    expect(faults.operations).toEqual([
      { name: 'write', access: 'write', target: 'a' },
      { name: 'read', access: 'read', target: 'a' },
      { name: 'remove', access: 'write', target: 'a', grows: false },
    ])
  })

  it('fail once, are not done, and are counted', async () => {
    const { faults, disk } = make()
    const fault = faults.arm('fail', { at: 2 })
    await disk.write('a', '1')
    expect(fault.struck).toBeNull()
    const error = await disk.write('b', '2').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(IoFaultError)
    expect(error).toMatchObject({ name: 'IoFaultError', kind: 'fail', operation: { target: 'b' } })
    expect(fault.struck).toEqual({ name: 'write', access: 'write', target: 'b' })
    await disk.write('c', '3')
    expect([...disk.files.keys()]).toEqual(['a', 'c'])
    expect(faults.operations.length).toBe(3)
  })

  it.each(kinds.filter((kind) => kind !== 'corrupt' && (kind !== 'stall' || isSync)))(
    'give the error of the test where %s has one, or else one that says what happened',
    async (kind) => {
      const { faults, disk } = make()
      if (kind !== 'stall') {
        faults.arm(kind, { error: failure })
        await expect(disk.write('a', '1')).rejects.toBe(failure)
        faults.restart()
      }
      faults.arm(kind)
      await expect(disk.write('a', '1')).rejects.toMatchObject({
        kind,
        message: expect.stringContaining('write of a'),
      })
    },
  )

  it('are not done after a crash, until a new process starts', async () => {
    const { faults, disk } = make()
    await disk.write('a', '1')
    faults.arm('crash', { at: 2 })
    await disk.write('b', '2')
    await expect(disk.write('c', '3')).rejects.toMatchObject({ kind: 'crash' })
    expect(faults.isDown).toBe(true)
    await expect(disk.read('a')).rejects.toMatchObject({ kind: 'crash', operation: { name: 'read' } })
    faults.release()
    await expect(disk.remove('a')).rejects.toMatchObject({ kind: 'crash' })
    faults.restart()
    expect(faults.isDown).toBe(false)
    expect(await disk.read('a')).toBe('1')
    expect([...disk.files.keys()]).toEqual(['a', 'b'])
  })

  it('are torn in half, and the process has crashed then', async () => {
    const { faults, disk } = make()
    faults.arm('tear')
    await expect(disk.write('a', 'abcdef')).rejects.toMatchObject({ kind: 'tear' })
    expect(disk.files.get('a')).toBe('abc')
    await expect(disk.read('a')).rejects.toMatchObject({ kind: 'crash' })
  })

  it('have no half without data: a torn removal removes nothing', async () => {
    const { faults, disk } = make()
    await disk.write('a', 'abc')
    faults.arm('tear')
    await expect(disk.remove('a')).rejects.toMatchObject({ kind: 'tear' })
    expect(disk.files.get('a')).toBe('abc')
  })

  it('write another text where it is corrupted, or read another, and say nothing', async () => {
    const { faults, disk } = make()
    faults.arm('corrupt')
    await disk.write('a', '{"n":20}')
    expect(disk.files.get('a')).toBe('{"n";20}')
    faults.arm('corrupt', { unit: 5 })
    await disk.write('a', '{"n":20}')
    expect(disk.files.get('a')).toBe('{"n":30}')
    faults.arm('corrupt', { unit: 8 + 6 })
    expect(await disk.read('a')).toBe('{"n":31}')
    expect(await disk.read('a')).toBe('{"n":30}')
  })

  it('find the storage full from then on where they need space, until it is released', async () => {
    const { faults, disk } = make()
    await disk.write('a', '1')
    const fault = faults.arm('quota', { at: 2 })
    await disk.write('b', '2')
    expect(await disk.read('a')).toBe('1')
    expect(fault.struck).toMatchObject({ name: 'read' })
    for (const key of ['a', 'c']) {
      await expect(disk.write(key, '3')).rejects.toMatchObject({ name: 'QuotaExceededError', kind: 'quota' })
    }
    await disk.remove('b')
    faults.release()
    await disk.write('c', '3')
    expect(Object.fromEntries(disk.files)).toEqual({ a: '1', c: '3' })
  })

  it('are done where only the acknowledgement is lost', async () => {
    const { faults, disk } = make()
    faults.arm('lose_acknowledgement')
    await expect(disk.write('a', '1')).rejects.toMatchObject({ kind: 'lose_acknowledgement' })
    expect(disk.files.get('a')).toBe('1')
    await disk.write('a', '2')
  })

  it('are counted from when a fault is armed, those alone that it is about', async () => {
    const { faults, disk } = make()
    await disk.write('a', '1')
    const byAccess = faults.arm('fail', { on: 'write', at: 2 })
    const byTarget = faults.arm('fail', { on: ({ target }) => target === 'z' })
    await disk.read('a')
    await disk.write('b', '1')
    await disk.read('a')
    expect(byAccess.struck).toBeNull()
    await expect(disk.write('c', '1')).rejects.toThrow('write of c failed')
    await expect(disk.read('z')).rejects.toThrow('read of z failed')
    expect([byAccess.struck?.target, byTarget.struck?.target]).toEqual(['c', 'z'])
  })

  it('are spared by a fault that is taken back in time', async () => {
    const { faults, disk } = make()
    const fault = faults.arm('fail', { at: 2 })
    await disk.write('a', '1')
    fault.disarm()
    await disk.write('b', '2')
    expect(fault.struck).toBeNull()
    const late = faults.arm('crash')
    await expect(disk.write('c', '3')).rejects.toThrow()
    late.disarm()
    expect(late.struck?.target).toBe('c')
    expect(faults.isDown).toBe(true)
  })

  it('may meet several faults: each counts, and what refuses goes before what is done', async () => {
    const { faults, disk } = make()
    const both = [faults.arm('fail', { at: 2 }), faults.arm('lose_acknowledgement', { at: 2 })]
    const later = faults.arm('fail', { at: 3 })
    await disk.write('a', '1')
    await expect(disk.write('b', '2')).rejects.toMatchObject({ kind: 'fail' })
    expect(both.every(({ struck }) => struck?.target === 'b')).toBe(true)
    expect(disk.files.has('b')).toBe(false)
    await expect(disk.write('c', '3')).rejects.toMatchObject({ kind: 'fail' })
    expect(later.struck?.target).toBe('c')
  })

  it('are untroubled after a restart, and counted anew', async () => {
    const { faults, disk } = make()
    const waiting = kinds.map((kind) => faults.arm(kind, { at: 2 }))
    faults.arm('quota', { at: 1 })
    await expect(disk.write('a', '1')).rejects.toMatchObject({ kind: 'quota' })
    faults.restart()
    expect(faults.operations).toEqual([])
    await disk.write('a', '1')
    await disk.write('b', '2')
    await disk.write('c', '3')
    expect(waiting.map(({ struck }) => struck)).toEqual(kinds.map(() => null))
    expect(disk.files.size).toBe(3)
    expect(faults.operations.length).toBe(3)
  })

  it('know nothing of the faults of others', async () => {
    const [one, two] = [make(), make()]
    one.faults.arm('crash')
    await expect(one.disk.write('a', '1')).rejects.toThrow()
    await two.disk.write('a', '1')
    expect(two.faults.operations.length).toBe(1)
  })

  it('pass on what goes wrong by itself', async () => {
    const { faults } = make()
    const task = {
      name: 'write',
      access: 'write',
      run: () => {
        throw failure
      },
    } as const
    faults.arm('lose_acknowledgement')
    if (isSync) expect(() => faults.performSync(task)).toThrow(failure)
    else await expect(faults.perform(task)).rejects.toBe(failure)
  })
})

describe('a stalled operation', () => {
  const task = (done: string[], name: string): IoTask<Promise<number>> => ({
    name,
    access: 'write',
    run: async () => done.push(name),
  })
  const turn = async () => new Promise((resolve) => setImmediate(resolve))

  it('is done when it is released, and others go on meanwhile', async () => {
    const faults = createIoFaults()
    const done: string[] = []
    const stall = faults.arm('stall')
    const stalled = faults.perform(task(done, 'first'))
    expect((await stall.whenStruck).name).toBe('first')
    await faults.perform(task(done, 'second'))
    await turn()
    expect(done).toEqual(['second'])
    faults.release()
    await stalled
    expect(done).toEqual(['second', 'first'])
    await faults.perform(task(done, 'third'))
  })

  it('fails when it is released where another fault strikes it too', async () => {
    const faults = createIoFaults()
    const done: string[] = []
    faults.arm('stall')
    faults.arm('fail')
    const stalled = faults.perform(task(done, 'first'))
    faults.release()
    await expect(stalled).rejects.toMatchObject({ kind: 'fail' })
    expect(done).toEqual([])
  })

  it.each(['release', 'restart'] as const)(
    'is never done where the process crashed meanwhile, and fails at the %s',
    async (way) => {
      const faults = createIoFaults()
      const done: string[] = []
      faults.arm('stall')
      faults.arm('crash', { at: 2 })
      const stalled = faults.perform(task(done, 'first'))
      await expect(faults.perform(task(done, 'second'))).rejects.toMatchObject({ kind: 'crash' })
      faults[way]()
      await expect(stalled).rejects.toMatchObject({ kind: 'crash' })
      expect(done).toEqual([])
    },
  )

  it('fails at a restart, also where nothing crashed', async () => {
    const faults = createIoFaults()
    faults.arm('stall')
    const stalled = faults.perform(task([], 'first'))
    faults.restart()
    await expect(stalled).rejects.toMatchObject({ kind: 'crash' })
  })

  it('fails at once where it is synchronous, and is not done', () => {
    const faults = createIoFaults()
    const done: string[] = []
    faults.arm('stall')
    const run = () => done.push('first')
    expect(() => faults.performSync({ name: 'write', access: 'write', run })).toThrow(IoFaultError)
    expect(done).toEqual([])
    faults.performSync({ name: 'write', access: 'write', run })
    expect(done).toEqual(['first'])
  })
})

describe('what is torn or corrupted', () => {
  const written = (kind: IoFaultKind, data: unknown, unit?: number): unknown => {
    const faults = createIoFaults()
    const seen: unknown[] = []
    faults.arm(kind, { unit })
    try {
      faults.performSync({ name: 'write', access: 'write', data, run: (given) => seen.push(given) })
    } catch {
      // It is torn.
    }
    expect(seen.length).toBeLessThanOrEqual(1)
    return seen.length === 0 ? 'nothing' : seen[0]
  }

  it.each([
    ['text', 'abcde', 'ab'],
    ['bytes', new Uint8Array([1, 2, 3, 4]), new Uint8Array([1, 2])],
    ['a list', ['INSERT', 'UPDATE', 'DELETE'], ['INSERT']],
    ['one unit', 'a', ''],
    ['what has no halves', { a: 1 }, 'nothing'],
  ])('has half of %s', (_, data, half) => {
    expect(written('tear', data)).toEqual(half)
  })

  it('has a half of its own where the operation says so', () => {
    const faults = createIoFaults()
    const moved: string[] = []
    faults.arm('tear')
    const task = {
      name: 'move',
      access: 'write',
      data: 'ab',
      run: () => moved.push('copy', 'remove'),
      half: (data: string) => moved.push(`copy ${data}`),
    } as const
    expect(() => faults.performSync(task)).toThrow(IoFaultError)
    expect(moved).toEqual(['copy ab'])
  })

  it('differs in exactly one unit, whichever it is, and the original stays', () => {
    const record = { id: 'ab', list: [1, true, null], bytes: new Uint8Array([7, 8]), at: new Date(0) }
    const before = structuredClone(record)
    const texts = Array.from({ length: 6 }, (_, unit) => written('corrupt', record, unit))
    expect(record).toEqual(before)
    expect(texts).toEqual([
      { ...before, id: '`b' },
      { ...before, id: 'ac' },
      { ...before, list: [2, true, null] },
      { ...before, list: [1, false, null] },
      { ...before, bytes: new Uint8Array([6, 8]) },
      { ...before, bytes: new Uint8Array([7, 9]) },
    ])
    expect(written('corrupt', record)).toEqual(texts[3])
    expect(written('corrupt', record, 6)).toEqual(texts[0])
  })

  it.each([[''], [null], [[]], [{}]])('stays as it is where it has no units: %j', (data) => {
    expect(written('corrupt', data)).toEqual(data)
  })
})

it('the one who listens hears of each operation before it is done', async () => {
  const seen: string[] = []
  const faults = createIoFaults({ onOperation: ({ name }) => seen.push(name) })
  await faults.perform({ name: 'read', access: 'read', run: async () => seen.push('done') })
  faults.arm('crash')
  await expect(
    faults.perform({ name: 'write', access: 'write', run: async () => undefined }),
  ).rejects.toThrow()
  await expect(
    faults.perform({ name: 'late', access: 'write', run: async () => undefined }),
  ).rejects.toThrow()
  expect(seen).toEqual(['read', 'done', 'write', 'late'])
})

describe('a fault that can never strike', () => {
  it.each([
    ['boom', {}],
    ['fail', { at: 0 }],
    ['fail', { at: 1.5 }],
  ])('%s %j is invalid_input', (kind, options) => {
    expect(() => createIoFaults().arm(kind as never, options)).toThrow(
      expect.objectContaining({ code: 'invalid_input' }) as Error,
    )
  })
})
