import { expect, test } from 'vitest'
import { clerkCodeIn, sceneIn, shortCodeIn, signInCodeIn } from './scanned'

const SCENE = 'J23456789ABCDEFG'

test.each([
  SCENE,
  ` ${SCENE.toLowerCase()} `,
  `membership/join?scene=${SCENE}`,
  `scene%3D${SCENE}`,
  `http://localhost:3000/#/membership/join?scene=${SCENE}`,
])('the scene is found in %s', (text) => {
  expect(sceneIn(text)).toBe(SCENE)
})

test.each(['', 'https://example.com', `${SCENE}9`, '824170365519', '100%'])(
  'there is no scene in “%s”',
  (text) => {
    expect(sceneIn(text)).toBeUndefined()
  },
)

test('a short code may be typed with gaps and in full width', () => {
  expect(shortCodeIn('8241 7036-5519')).toBe('824170365519')
  expect(shortCodeIn('８２４１７０３６５５１９')).toBe('824170365519')
  expect(shortCodeIn('82417036551')).toBeUndefined()
})

test('the code of a sign-in is read from its link, and from nothing else', () => {
  const code = 'sgn_01J00000000000000000000000.AbCdEfGhIjKlMnOpQrSt-_'
  expect(signInCodeIn(`https://x.cn/#/membership/console-confirm?code=${code}`)).toBe(code)
  expect(signInCodeIn(` ${code}\n`)).toBe(code)
  expect(signInCodeIn('J23456789ABCDEFG')).toBeUndefined()
})

test('the code of a clerk’s invitation is read from its link, or as it is typed, and is no join code', () => {
  const code = 'C23456789ABCDEFG'
  const texts = [code, 'c234 5678 9abc defg', `https://x.cn/#/membership/clerk-invited?code=${code}`]
  for (const text of texts) expect([text, clerkCodeIn(text)]).toEqual([text, code])
  expect([clerkCodeIn(SCENE), clerkCodeIn(`${code}9`), sceneIn(code)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
