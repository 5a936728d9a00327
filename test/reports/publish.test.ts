import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Counted } from '#reports/counted.ts'
import { publish, type PublishedLine } from '#reports/publish.ts'
import { makeReport } from '#reports/report.ts'

const visit = fc.record<Counted>({
  departmentId: fc.constantFrom('asylum', 'general', 'ukraine'),
  locationId: fc.constantFrom('neuss', 'grevenbroich'),
  serviceId: fc.constantFrom('one', 'two'),
  channel: fc.constantFrom('webchat', 'telegram', 'legacy'),
  language: fc.constantFrom('de', 'uk', 'ar'),
  state: fc.constantFrom('booked', 'booked', 'booked', 'cancelled_by_applicant', 'cancelled_by_office'),
  attendance: fc.constantFrom('attended', 'no_show', 'unrecorded'),
  source: fc.constantFrom('click', 'legacy'),
  lead: fc.constant(''),
  past: fc.constantFrom(1, 2, 7, 60),
  coming: fc.constantFrom(0, 0, 3),
})
const period = { from: '2026-01-01', to: '2026-06-30', today: '2026-11-23' }

/** A sum of which one number alone is missing tells it. */
function tells(numbers: readonly (number | null)[]): boolean {
  return numbers.filter((number) => number === null).length === 1
}

it('publishes no group under 5, and no sum of which a single number is missing, across, down and from services up', () => {
  fc.assert(
    fc.property(fc.array(visit, { minLength: 1, maxLength: 25 }), (counted) => {
      const lines = publish(makeReport(counted, period))
      const of = (dimension: PublishedLine['dimension']) => lines.filter((line) => line.dimension === dimension)
      const [total] = of('total')
      for (const { counts } of lines) {
        expect(Object.values(counts).filter((count) => count !== null && count > 0 && count < 5)).toEqual([])
        const { bookings, visits, attended, noShow, unrecorded, cancelledByApplicant, cancelledByOffice, coming } =
          counts
        expect(tells([bookings, visits, cancelledByApplicant, cancelledByOffice, coming])).toBe(false)
        expect(tells([visits, attended, noShow, unrecorded])).toBe(false)
      }
      for (const column of ['bookings', 'visits', 'attended', 'noShow', 'unrecorded', 'coming'] as const) {
        for (const dimension of ['department', 'location', 'channel', 'language'] as const)
          expect(tells([total, ...of(dimension)].map((line) => line?.counts[column] ?? null))).toBe(false)
        for (const department of of('department')) {
          const services = of('service').filter(({ departmentId }) => departmentId === department.key)
          expect(tells([department, ...services].map(({ counts }) => counts[column]))).toBe(false)
        }
      }
    }),
    { numRuns: 50 },
  )
})

it('shows no share and no estimate that would give a hidden number away', () => {
  fc.assert(
    fc.property(fc.array(visit, { minLength: 1, maxLength: 25 }), (counted) => {
      for (const { counts, rate, lower, upper, estimate } of publish(makeReport(counted, period)))
        if ([counts.attended, counts.noShow, counts.unrecorded, counts.visits].includes(null))
          expect([rate, lower, upper, estimate]).toEqual([null, null, null, null])
    }),
    { numRuns: 50 },
  )
})
