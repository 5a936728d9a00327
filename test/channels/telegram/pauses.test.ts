import { expect, it } from 'vitest'
import { pauseAfter } from '#channels/telegram/pauses.ts'

it('doubles with every failure, up to a minute', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 8, 50].map((failures) => pauseAfter(failures, () => 1))
  expect(longest).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
})

it('lets not everybody come back at the same moment', () => {
  expect(pauseAfter(3, () => 0)).toBe(3)
  expect(pauseAfter(3)).toBeGreaterThanOrEqual(3)
  expect(pauseAfter(3)).toBeLessThanOrEqual(4)
})
