import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepOffice } from '#chores/keep-office.ts'
import { readConfig } from '#config.ts'
import { createLog } from '#log.ts'
import { type FreshDatabase, freshOffice } from '../database/fresh-database.ts'

let database: FreshDatabase
let kept: Awaited<ReturnType<typeof keepOffice>>
beforeAll(async () => {
  database = await freshOffice()
  kept = await keepOffice(database, createLog(readConfig({ LOG_LEVEL: 'silent' })))
})
afterAll(async () => {
  await kept.stop()
  await database.close()
})

test('what is changed at the desk is what people see a moment later, in every process', async () => {
  const { prisma } = database
  const name = { de: 'Asyl', uk: 'Притулок' }
  await prisma.department.update({ where: { id: 'asylum' }, data: { name, retired: true } })
  const asylum = () => kept.office().departments.find(({ id }) => id === 'asylum')
  await expect.poll(asylum, { timeout: 5000 }).toMatchObject({ name, retired: true })
})
