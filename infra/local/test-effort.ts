/** Whether the long proofs are done in full, by `npm run verify`; `npm test` takes a fixed slice of each. */
export const full = process.env.VERIFY === 'full'
