import { describe, expect, it } from 'vitest'
import { backoff } from '#web/chat/backoff.ts'
import { withDots } from '#web/chat/birthday.ts'

describe('a date of birth typed as eight digits', () => {
  it('gets the dots that number pads lack', () => {
    expect(withDots('14121990')).toBe('14.12.1990')
    expect(withDots('01021985')).toBe('01.02.1985')
  })

  it('may begin with the year', () => {
    expect(withDots('19901214')).toBe('14.12.1990')
  })

  it('keeps Arabic and Persian digits', () => {
    expect(withDots('١٤١٢١٩٩٠')).toBe('١٤.١٢.١٩٩٠')
    expect(withDots('۱۴۱۲۱۹۹۰')).toBe('۱۴.۱۲.۱۹۹۰')
  })

  it('is left alone in every other shape', () => {
    for (const typed of ['1412199', '14.12.1990', '1990-12-14', 'Zurück', '141219901'])
      expect(withDots(typed)).toBe(typed)
  })
})

describe('waiting between two tries', () => {
  it('doubles from half a second to 15 seconds', () => {
    expect([0, 1, 2, 3].map((failures) => backoff(failures, 1))).toEqual([500, 1000, 2000, 4000])
    expect(backoff(50, 1)).toBe(15_000)
  })

  it('is spread over half of it', () => {
    expect(backoff(2, 0)).toBe(1000)
  })
})
