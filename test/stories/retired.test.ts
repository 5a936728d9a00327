import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openOffice } from './open-office.ts'
import { person } from './person.ts'
import { talkLine } from './talk-line.ts'

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  office = await openOffice()
})
afterEach(() => {
  const { departments, locations } = office.office
  for (const each of [...departments, ...departments.flatMap(({ services }) => services), ...locations])
    each.retired = false
})
afterAll(() => office.close())

async function asksFor(link: string) {
  const user = person(await talkLine(office, { link, language: 'uk' }), 'uk')
  await user.listens()
  return user
}

it('offers no department that was switched off, also not to who comes by its poster', async () => {
  const [asylum] = office.office.departments
  if (!asylum) throw new Error('There is no department')
  const user = await asksFor(`d-${asylum.id}`)
  user.isAsked('service')
  await user.taps(user.t('menu.back'))
  expect(user.choices.map(({ value }) => value)).toContain(`department:${asylum.id}`)
  asylum.retired = true
  const other = await asksFor(`d-${asylum.id}`)
  other.isAsked('menu')
  await user.says('?')
  expect(user.choices.map(({ value }) => value)).not.toContain(`department:${asylum.id}`)
})

it('takes the answer back of who had just chosen a service that is switched off', async () => {
  const user = await asksFor('d-asylum')
  await user.goesTo('day')
  for (const department of office.office.departments) for (const service of department.services) service.retired = true
  await user.says('?')
  user.isAsked('service')
})
