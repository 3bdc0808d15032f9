package ee.otel.metrics.internal.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.tls.TestPki.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsContextsTest {
  private final List<String> warnings = new ArrayList<>();
  private final TlsContexts contexts = new TlsContexts(warnings::add);
  private final Identity authority = TestPki.authority("authority");

  @TempDir Path directory;

  @Test
  void noFiles_noContext() throws Exception {
    assertEquals(Optional.empty(), contexts.current(new TlsFiles(null, null, null)));
  }

  @Test
  void trustedFile_isTheOnlyTrust() throws Exception {
    Identity other = TestPki.authority("other");
    SSLContext context = context(trust("ca.pem", authority));

    assertEquals("CN=collector", handshake(context, authority.issue("collector").server(null)));
    assertThrows(
        SSLException.class, () -> handshake(context, other.issue("impostor").server(null)));
  }

  @Test
  void trustedFile_mayHoldSeveralCertificatesAndWords() throws Exception {
    Identity other = TestPki.authority("other");
    Path bundle =
        write(
            "bundle.pem",
            "Issuer: CN=authority\r\n"
                + authority.certificatePem().replace("\n", "\r\n")
                + "# the second\n"
                + other.certificatePem());
    SSLContext context = context(new TlsFiles(bundle, null, null));

    assertEquals("CN=one", handshake(context, authority.issue("one").server(null)));
    assertEquals("CN=two", handshake(context, other.issue("two").server(null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS#8 RSA", "PKCS#1", "PKCS#8 EC", "SEC 1", "SEC 1 with parameters"})
  void clientKey_isReadInItsFormat(String format) throws Exception {
    boolean rsa = format.contains("RSA") || format.equals("PKCS#1");
    Identity client = client("client", rsa ? TestPki.rsa() : TestPki.ec());
    String key =
        switch (format) {
          case "PKCS#1" -> client.pkcs1Pem();
          case "SEC 1" -> client.sec1Pem(true);
          case "SEC 1 with parameters" -> TestPki.ecParametersPem() + client.sec1Pem(false);
          default -> client.pkcs8Pem();
        };
    SSLContext context = context(files(client.certificatePem(), key));
    SSLContext server = authority.issue("collector").server(authority);

    assertEquals("CN=client", seenByServer(context, server));
  }

  @Test
  void clientKey_mayBeEd25519() throws Exception {
    Identity client = client("client", TestPki.keys("Ed25519"));
    String pem = client.pkcs8Pem();

    PrivateKey key =
        PrivateKeys.read(
            new TlsFile(TlsFile.CLIENT_KEY, directory.resolve("key.pem")),
            pem.getBytes(StandardCharsets.US_ASCII));
    assertEquals("EdDSA", key.getAlgorithm());
    String encoded = Base64.getEncoder().encodeToString(key.getEncoded());
    assertTrue(pem.replaceAll("\\s", "").contains(encoded), "the same key");
    assertEquals("TLS", context(files(client.certificatePem(), pem)).getProtocol());
  }

  @Test
  void clientChain_isPutInOrder() throws Exception {
    Identity client = client("client", TestPki.ec());
    String together = authority.certificatePem() + client.certificatePem() + client.pkcs8Pem();
    SSLContext context = context(files(together, together));

    assertEquals(
        "CN=client", seenByServer(context, authority.issue("collector").server(authority)));
  }

  @Test
  void contextOfTheFiles_offersNoTlsBefore12() throws Exception {
    SSLContext context = context(trust("ca.pem", authority));

    for (String protocol : context.getDefaultSSLParameters().getProtocols()) {
      assertTrue(List.of("TLSv1.2", "TLSv1.3").contains(protocol), protocol);
    }
  }

  @Test
  void sameContent_givesTheSameContext() throws Exception {
    TlsFiles files = trust("ca.pem", authority);
    SSLContext before = context(files);
    Files.setLastModifiedTime(
        directory.resolve("ca.pem"), java.nio.file.attribute.FileTime.fromMillis(1));

    assertSame(before, context(files));
  }

  @Test
  void changedContent_givesANewContext() throws Exception {
    TlsFiles files = trust("ca.pem", authority);
    SSLContext before = context(files);
    Identity next = TestPki.authority("next");
    trust("ca.pem", next);

    SSLContext after = context(files);
    assertNotSame(before, after);
    assertEquals("CN=collector", handshake(after, next.issue("collector").server(null)));
  }

  @Test
  void halfWrittenRotation_keepsTheContextOfBefore() throws Exception {
    Identity client = client("client", TestPki.ec());
    TlsFiles files = files(client.certificatePem(), client.pkcs8Pem());
    SSLContext before = context(files);
    Identity next = client("next", TestPki.ec());

    write("client.pem", next.certificatePem());
    assertSame(before, context(files), "certificate without its key");
    write("key.pem", next.pkcs8Pem().substring(0, 60));
    assertSame(before, context(files), "half of the key");
    assertEquals(2, warnings.size());
    assertTrue(warnings.get(0).contains("client.pem"), warnings.get(0));

    write("key.pem", next.pkcs8Pem());
    assertEquals(
        "CN=next", seenByServer(context(files), authority.issue("collector").server(authority)));
  }

  @Test
  void otherFiles_neverGetTheContextOfBefore() throws Exception {
    context(trust("ca.pem", authority));

    refused(new TlsFiles(directory.resolve("missing.pem"), null, null), "no such file");
  }

  @Test
  void unusableFile_namesKeyFileAndCure() throws Exception {
    String message = refused(new TlsFiles(directory.resolve("none.pem"), null, null), "no such");
    assertTrue(message.startsWith("otel.exporter.otlp.certificate=" + directory), message);

    refused(new TlsFiles(directory, null, null), "cannot be read");
    refused(new TlsFiles(write("a.pem", "hello"), null, null), "no complete PEM certificate");
    refused(new TlsFiles(write("b.pem", TestPki.pem("CERTIFICATE", new byte[9])), null, null), "1");
    refused(
        new TlsFiles(
            write("c.pem", "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----"),
            null,
            null),
        "damaged");
    refused(new TlsFiles(null, write("d.pem", authority.certificatePem()), null), "it is alone");
    refused(new TlsFiles(null, null, write("e.pem", authority.pkcs8Pem())), "it is alone");
  }

  @Test
  void unusableKey_saysWhyAndNeverItsContent() throws Exception {
    Identity client = client("client", TestPki.ec());
    String chain = client.certificatePem();
    String secret = client.pkcs8Pem().lines().skip(1).findFirst().orElseThrow();

    refused(files(chain, chain), "no complete PEM private key");
    refused(files(chain, authority.pkcs8Pem()), "belongs to the private key");
    refused(
        files(chain, TestPki.pem("PRIVATE KEY", new byte[20])), "no private key that this Java");
    refused(files(chain, client.sec1Pem(false)), "no private key that this Java");
    refused(files(chain, client.sec1Pem(true).replace("EC ", "DSA ")), "block DSA PRIVATE KEY");
    assertFalse(
        refused(
                files(chain, client.pkcs8Pem().replace("PRIVATE", "ENCRYPTED PRIVATE")),
                "encrypted")
            .contains(secret));
    refused(
        files(
            chain,
            client
                .sec1Pem(true)
                .replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0A1B\n\n")),
        "the private key is encrypted; decrypt it");
    assertTrue(warnings.isEmpty());
  }

  private Identity client(String name, KeyPair keys) {
    return authority.issue(name, "localhost", Instant.now().plus(1, ChronoUnit.DAYS), keys);
  }

  private SSLContext context(TlsFiles files) throws TlsFilesException {
    return contexts.current(files).orElseThrow();
  }

  private String refused(TlsFiles files, String condition) {
    String message =
        assertThrows(TlsFilesException.class, () -> contexts.current(files)).getMessage();
    assertTrue(message.contains(condition), message);
    return message;
  }

  private TlsFiles trust(String name, Identity identity) throws IOException {
    return new TlsFiles(write(name, identity.certificatePem()), null, null);
  }

  private TlsFiles files(String certificate, String key) throws IOException {
    return new TlsFiles(
        write("ca.pem", authority.certificatePem()),
        write("client.pem", certificate),
        write("key.pem", key));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  /** The name of the server as the client sees it. */
  private static String handshake(SSLContext client, SSLContext server) throws Exception {
    return connect(client, server, false)[0];
  }

  /** The name of the client as the server sees it. */
  private static String seenByServer(SSLContext client, SSLContext server) throws Exception {
    return connect(client, server, true)[1];
  }

  private static String[] connect(SSLContext client, SSLContext server, boolean bothWays)
      throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (SSLServerSocket listener =
        (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0, 1, loopback)) {
      listener.setNeedClientAuth(bothWays);
      CompletableFuture<String> clientName =
          CompletableFuture.supplyAsync(
              () -> {
                try (SSLSocket peer = (SSLSocket) listener.accept()) {
                  peer.setSoTimeout(5000);
                  peer.getOutputStream().write(1);
                  return bothWays ? name(peer) : "";
                } catch (IOException e) {
                  return e.toString();
                }
              });
      String serverName;
      try (SSLSocket socket =
          (SSLSocket) client.getSocketFactory().createSocket(loopback, listener.getLocalPort())) {
        socket.setSoTimeout(5000);
        assertEquals(1, socket.getInputStream().read());
        serverName = name(socket);
      }
      return new String[] {serverName, clientName.get(5, TimeUnit.SECONDS)};
    }
  }

  private static String name(SSLSocket socket) throws IOException {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }
}
