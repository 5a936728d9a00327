import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#database.ts'
import { channels, openOfficeOn } from './open-office.ts'
import { person } from './person.ts'

const turns: string[][] = []

/** Notes which statements each transaction sends; BEGIN and COMMIT don't count. */
function counting(database: Database): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction((tx) => {
        const statements: string[] = []
        turns.push(statements)
        return work({
          query: (statement) => {
            statements.push(statement.name)
            return tx.query(statement)
          },
        })
      }),
  }
}

describe.each(channels)('on %s', (channel) => {
  let office: Awaited<ReturnType<typeof openOfficeOn>>
  beforeAll(async () => {
    // Letters can be sent: what they ask of the database is counted too.
    office = await openOfficeOn(channel, counting, { reach: { mails: true } })
  })
  afterAll(() => office.close())

  it('asks the database at most four times in any turn of booking, moving and cancelling', async () => {
    const user = person(await office.line(), 'de')
    await user.arrives()
    turns.length = 0
    await user.books({ name: 'Zähl Mit', birthday: '02.02.1972' })
    if (user.step === 'remind') await user.says('menu:menu')
    await user.taps(user.t('menu.appointments'))
    await user.taps(user.t('menu.move'))
    await user.goesTo('confirm')
    await user.tapsFirst()
    await user.taps(user.t('menu.cancel'))
    await user.tapsFirst()
    await user.says('blubb')
    expect(turns.length).toBeGreaterThan(15)
    const longest = turns.toSorted((one, other) => other.length - one.length)[0] ?? []
    expect(longest.length, longest.join(' → ')).toBeLessThanOrEqual(4)
  })

  it('asks no more for typed answers than for pressed ones', async () => {
    const user = person(await office.line(), 'de')
    await user.arrives()
    await user.goesTo('day')
    turns.length = 0
    const [free] = user.choices
    await user.says(`${free?.day?.slice(8)}.${free?.day?.slice(5, 7)}.`)
    user.isAsked('time')
    await user.says(user.choices[0]?.label ?? '')
    user.isAsked('name')
    const longest = turns.toSorted((one, other) => other.length - one.length)[0] ?? []
    expect(longest.length, longest.join(' → ')).toBeLessThanOrEqual(4)
  })
})
