/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export type Problem = { status: number; code: string; message: string }

export const problem = (status: number, code: string, message: string): Problem => ({ status, code, message })
