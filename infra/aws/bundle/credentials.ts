/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the deployed bundles (`alias` in serverless.yml). Lambda
 * hands a function its role's credentials in the environment and nowhere else; the SDK's own chain also carries
 * clients for single sign-on, assumed roles and machines' metadata: 110 KB to load on every cold start.
 */
export const defaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env
  if (!accessKeyId || !secretAccessKey) throw new Error('there are no credentials in the environment')
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) }
}
