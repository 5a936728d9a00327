import { expect, it } from 'vitest'
import { watchBearing } from '#channels/telegram/bearing.ts'

it('waits longer after each failure, and counts what fails together once', () => {
  let now = 0
  const pauses: number[] = []
  const said: string[] = []
  const note = (what: string) => () => void said.push(what)
  const report = watchBearing({
    state: { carries: note('carries'), away: note('away'), refused: note('refused') },
    pace: { pause: (seconds) => pauses.push(seconds) },
    clock: () => now,
    chance: () => 1,
  })
  for (let call = 0; call < 30; call++) report('away')
  expect(pauses).toEqual([0.25])
  now += 1000
  report('wrong-token')
  now += 1000
  report('away')
  expect(pauses.slice(1)).toEqual([0.5, 1])
  now += 1000
  report('carries')
  report('away')
  expect(pauses.at(-1)).toBe(0.25)
  expect(new Set(said)).toEqual(new Set(['away', 'refused', 'carries']))
})
