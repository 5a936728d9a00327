import { expect, test } from 'vitest'
import { latinName, latinSpellings } from '#appointments/people/latin-name.ts'

// The examples of the resolution's own table.
test.for([
  ['Алушта', 'Alushta'],
  ['Андрій', 'Andrii'],
  ['Борщагівка', 'Borshchahivka'],
  ['Володимир', 'Volodymyr'],
  ['Гадяч', 'Hadiach'],
  ['Богдан', 'Bohdan'],
  ['Згурський', 'Zghurskyi'],
  ['Ґалаґан', 'Galagan'],
  ['Ґорґани', 'Gorgany'],
  ['Рівне', 'Rivne'],
  ['Єнакієве', 'Yenakiieve'],
  ['Гаєвич', 'Haievych'],
  ["Короп'є", 'Koropie'],
  ['Житомир', 'Zhytomyr'],
  ['Жанна', 'Zhanna'],
  ['Закарпаття', 'Zakarpattia'],
  ['Медвин', 'Medvyn'],
  ['Іванків', 'Ivankiv'],
  ['Їжакевич', 'Yizhakevych'],
  ['Кадиївка', 'Kadyivka'],
  ["Мар'їне", 'Marine'],
  ['Йосипівка', 'Yosypivka'],
  ['Стрий', 'Stryi'],
  ['Олексій', 'Oleksii'],
  ['Уляна', 'Uliana'],
  ['Харків', 'Kharkiv'],
  ['Біла Церква', 'Bila Tserkva'],
  ['Чернівці', 'Chernivtsi'],
  ['Шостка', 'Shostka'],
  ['Щербухи', 'Shcherbukhy'],
  ['Гоща', 'Hoshcha'],
  ['Юрій', 'Yurii'],
  ['Корюківка', 'Koriukivka'],
  ['Яготин', 'Yahotyn'],
  ['Костянтин', 'Kostiantyn'],
  ["Знам'янка", 'Znamianka'],
  ['Згорани', 'Zghorany'],
  ['Розгон', 'Rozghon'],
])('writes %s as a Ukrainian passport does: %s', ([name, latin]) => {
  expect(latinName(name ?? '', 'uk')).toEqual({ name: latin, isApproximate: false })
})

test.for([
  ['Сергей Щербаков', 'Sergei Shcherbakov'],
  ['Наталья Подъячева', 'Natalia Podieiacheva'],
  ['Юлия Ёлкина', 'Iuliia Elkina'],
  ['Эльвира Цой', 'Elvira Tsoi'],
  ['Хыжняк', 'Khyzhniak'],
])('writes %s as a Russian passport does: %s', ([name, latin]) => {
  expect(latinName(name ?? '', 'ru')).toEqual({ name: latin, isApproximate: false })
})

test('letters that only one of the languages has count more than the language that is spoken', () => {
  expect(latinName('Сергій Коваль', 'ru').name).toBe('Serhii Koval')
  expect(latinName('Татьяна Рыбак', 'uk').name).toBe('Tatiana Rybak')
})

test('keeps hyphens, capitals and whatever is Latin already', () => {
  expect(latinName('Олена Тест-Ковальчук').name).toBe('Olena Test-Kovalchuk')
  expect(latinName('ОЛЕНА ЩЕРБАК').name).toBe('OLENA SHCHERBAK')
  expect(latinName('Ayşe Müller').name).toBe('Ayşe Müller')
})

test('says of an Arabic name that its spelling is a guess', () => {
  expect(latinName('أحمد الخطيب')).toEqual({ name: 'Ahmad Al-Khatib', isApproximate: true })
  expect(latinName('فاطمة کریمی')).toEqual({ name: 'Fatima Karimi', isApproximate: true })
})

test.for([
  ['محمد الأحمد', 'Mohammad Al-Ahmad'],
  ['علي الحسن', 'Ali Al-Hassan'],
  ['سلمان شمس', 'Salman Shams'],
  ['زهراء نصر', 'Zahra Nasr'],
  ['أكرم جابر', 'Akram Jaber'],
  ['صالح القاسمي', 'Saleh Al-Qasemi'],
  ['جعفر بكر', 'Jafar Bakr'],
  ['عبدالرحمن وليد', 'Abd Al-Rahman Walid'],
  ['عبد الكريم', 'Abd Al-Karim'],
])('adds to %s no vowel that Arabic can do without: %s', ([name, latin]) => {
  expect(latinName(name ?? '')).toEqual({ name: latin, isApproximate: true })
})

test('finds a name in every spelling that it may have', () => {
  expect(latinSpellings('Сергей')).toEqual(['Serhei', 'Sergei'])
  expect(latinSpellings('Jörg Müller')).toEqual(['Jörg Müller', 'Joerg Mueller'])
})
