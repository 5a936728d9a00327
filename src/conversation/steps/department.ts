import { inUse } from '#appointments/office.ts'
import { chooseOne, departmentOf } from '../choosing.ts'
import { named, textsOf } from '../talk.ts'

export const department = chooseOne('department', {
  gives: 'department',
  fits: (talk) => departmentOf(talk)?.retired === false,
  options: (talk) =>
    inUse(talk.office.departments).map(({ id, name }) => ({
      key: id,
      label: named(talk, name),
      discreet: textsOf(talk)('label.department'),
    })),
  answers: (key) => ({ department: key }),
})
