import { unavailable } from './failures.js'

/** Waits for a promise. Throws `storage_unavailable` if it takes too long. */
export async function within<Result>(milliseconds: number, awaited: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(unavailable('no_answer', 'The database did not answer in time. Try again')),
      milliseconds,
    )
  })
  try {
    return await Promise.race([awaited, late])
  } finally {
    clearTimeout(timer)
  }
}
