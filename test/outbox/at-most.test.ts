import { expect, it } from 'vitest'
import { atMost } from '#outbox/at-most.ts'

it('lets so many run at once, the others in the order they came, whatever becomes of them', async () => {
  const few = atMost(2)
  const begun: number[] = []
  const ends = Array.from({ length: 5 }, () => Promise.withResolvers<number>())
  const results = ends.map(({ promise }, number) =>
    few(() => {
      begun.push(number)
      return promise
    }),
  )
  const settled = Promise.allSettled(results)
  expect(begun).toEqual([0, 1])
  ends[1]?.reject(new Error('lost'))
  await expect(results[1]).rejects.toThrow('lost')
  expect(begun).toEqual([0, 1, 2])
  ends[0]?.resolve(0)
  await results[0]
  expect(begun).toEqual([0, 1, 2, 3])
  ends[2]?.resolve(2)
  ends[3]?.resolve(3)
  ends[4]?.resolve(4)
  await settled
  expect(begun).toEqual([0, 1, 2, 3, 4])
  // All places are free again.
  void few(async () => begun.push(5))
  void few(async () => begun.push(6))
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6])
})
