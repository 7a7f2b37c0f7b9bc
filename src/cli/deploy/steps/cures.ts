import type { Refusal } from '../azure/failure.ts';

/** What to do about what Azure says about a template. The first that fits counts. */
const CURES: readonly (readonly [code: RegExp, todo: string])[] = [
  [
    /RequestDisallowedByPolicy|PolicyViolation/,
    'A policy of your organisation forbids it, named in the sentence above. Ask the person who looks after Azure for an exemption for this resource group (https://portal.azure.com/#view/Microsoft_Azure_Policy)',
  ],
  [
    /Quota|OverQuota|SkuNotAvailable|LocationIsOfferRestricted|LocationNotAvailable|OperationNotAllowed/,
    'Ask for more; it is free, and often granted within minutes: https://portal.azure.com/#view/Microsoft_Azure_Capacity/QuotaMenuBlade/~/myQuotas. Or choose another SIZE',
  ],
  [
    /VaultAlreadyExists|NameUnavailable|AlreadyExists|NameNotAvailable|WebsiteWithGivenName|HostNameAlready|FlagMustBeSetForRestore|ServerNameAlreadyExists/,
    'Someone else in Azure already uses the name: choose another RESOURCE_SUFFIX in the environment file',
  ],
  [
    /RoleAssignment|AuthorizationFailed|LinkedAuthorizationFailed/,
    'You need Owner of the resource group: the template gives its identity a right to one key. https://portal.azure.com → the group → Access control (IAM)',
  ],
  [
    /MissingSubscriptionRegistration|NoRegisteredProviderFound/,
    'Run the same command again: the services are registered first',
  ],
  [
    /InvalidTemplate|InvalidRequestContent|InvalidParameter/,
    'Check the values in the environment file and in infra/azure.parameters.json; the sentence above says which',
  ],
];

const LOOK =
  'Look at the deployment "lanyard" of the resource group in https://portal.azure.com, correct what it names, and run the same command again: what exists already stays';

export function cureOf(refusal: Refusal): readonly string[] {
  const known = CURES.find(([code]) => refusal.has(code) || code.test(refusal.message));
  return known ? [known[1]] : [LOOK];
}
