package ee.otel.metrics.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Logs callers in whose password is their name; each has one role, of the same name. */
@ApplicationScoped
@BasicAuthenticationMechanismDefinition(realmName = "test")
public class Logins implements IdentityStore {

  /** Called by the container. */
  public CredentialValidationResult validate(UsernamePasswordCredential credential) {
    return credential.compareTo(credential.getCaller(), credential.getCaller())
        ? new CredentialValidationResult(credential.getCaller(), Set.of(credential.getCaller()))
        : CredentialValidationResult.INVALID_RESULT;
  }
}
