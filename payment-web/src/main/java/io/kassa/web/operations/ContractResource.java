package io.kassa.web.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;

/** {@code /openapi}: the contract of exactly this build, as the server's own page shows it too. */
@Path("/openapi")
@ApplicationScoped
public class ContractResource {
  /** The contract in YAML. */
  @GET
  @Produces("application/yaml")
  public byte[] contract() throws IOException {
    try (InputStream contract =
        ContractResource.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return contract.readAllBytes();
    }
  }
}
