import { describe, expect, it } from 'vitest'
import { addDays } from '#appointments/local-time.ts'
import { forecast } from '#reports/forecast.ts'

const weeks = (counts: readonly number[]) =>
  counts.map((count, index) => ({ week: addDays('2024-01-01', 7 * index), count }))
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

/** The same numbers in every run. */
function noise(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

describe('the forecast', () => {
  it('says nothing where there is too little past to try it on', () => {
    expect(forecast(weeks([10, 20, 30]), 1)).toBeUndefined()
  })

  it('says of what is always the same that it stays so, and is sure', () => {
    expect(forecast(weeks(upTo(30).map(() => 200)), 2)).toMatchObject({ expected: 200, low: 200, high: 200, error: 0 })
  })

  it('sees that every year is alike', () => {
    const yearly = weeks(upTo(150).map((week) => (week % 52 < 26 ? 100 : 300)))
    expect(forecast(yearly, 1)).toMatchObject({ rule: 'year-ago', expected: 300, error: 0 })
  })

  it('looks at nothing that was not known before: what comes later does not change what was said', () => {
    const past = upTo(40).map((week) => 100 + (week % 5))
    expect(forecast(weeks(past), 3)?.weeks).toBeLessThan(40)
    const calm = forecast(weeks([...past, 100]), 1)
    const shaken = forecast(weeks([...past, 900]), 1)
    expect(shaken?.error).toBeGreaterThan((calm?.error ?? 0) + 0.1)
  })

  it('is right in about 8 of 10 weeks that it had not seen, two weeks ahead', () => {
    const random = noise(7)
    const counts = upTo(300).map(() => Math.round(200 + 60 * (random() + random() - 1)))
    const said = upTo(180).map((index) => {
      const known = 100 + index
      const { low = 0, high = 0 } = forecast(weeks(counts.slice(0, known)), 2) ?? {}
      const came = counts[known + 1] ?? 0
      return low <= came && came <= high
    })
    const right = said.filter((isRight) => isRight).length / said.length
    expect(right).toBeGreaterThan(0.7)
    expect(right).toBeLessThan(0.92)
  })
})
